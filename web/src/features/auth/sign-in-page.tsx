import { TextLink } from '../../ui/text-link.js';
import { AuthFrame } from './auth-frame.js';
import { SignInForm } from './sign-in-form.js';

export interface AuthPageProps {
  readonly next: string | undefined;
  readonly onSignedIn: () => void | Promise<void>;
}

/** Sign in with e-mail and password. */
export function SignInPage({ next, onSignedIn }: AuthPageProps) {
  return (
    <AuthFrame
      title="Welcome back"
      text="Sign in to go on with your diagrams."
      footer={
        <>
          New here?{' '}
          <TextLink to="/sign-up" search={next === undefined ? {} : { next }}>
            Create an account
          </TextLink>
        </>
      }
    >
      <SignInForm onSignedIn={onSignedIn} />
    </AuthFrame>
  );
}
