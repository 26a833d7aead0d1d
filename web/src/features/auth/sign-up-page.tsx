import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.layer.css';
import { type FormEvent, useState } from 'react';
import { TextLink } from '../../ui/text-link.js';
import { AuthFrame } from './auth-frame.js';
import { signUp } from './auth-client.js';
import { authMessage, emailFault, PASSWORD_MIN, passwordFault } from './auth-rules.js';
import type { AuthPageProps } from './sign-in-page.js';

/** Make an account; a workspace of its own comes with it. */
export function SignUpPage({ next, onSignedIn }: AuthPageProps) {
  const [account, setAccount] = useState({ name: '', email: '', password: '' });
  const [fault, setFault] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const faults = {
    name: account.name.trim() === '' ? 'Please enter your name' : null,
    email: emailFault(account.email),
    password: passwordFault(account.password),
  };
  const field = (name: keyof typeof account) => ({
    name,
    value: account[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setAccount((before) => ({ ...before, [name]: value }));
    },
    error: tried && faults[name],
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.name ?? faults.email ?? faults.password) return;
    setBusy(true);
    setFault(null);
    try {
      await signUp({ ...account, name: account.name.trim(), email: account.email.trim() });
      await onSignedIn();
    } catch (error) {
      setFault(authMessage(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthFrame
      title="Create your account"
      text="A workspace of your own is ready at once."
      footer={
        <>
          Already have an account?{' '}
          <TextLink to="/sign-in" search={next === undefined ? {} : { next }}>
            Sign in
          </TextLink>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          {fault && (
            <Alert color="red" variant="light" role="alert">
              {fault}
            </Alert>
          )}
          <TextInput label="Your name" autoComplete="name" maxLength={100} {...field('name')} />
          <TextInput label="E-mail" type="email" autoComplete="email" {...field('email')} />
          <PasswordInput
            label="Password"
            description={`At least ${PASSWORD_MIN} characters; a few words in a row work well`}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }}
            {...field('password')}
          />
          <Button type="submit" loading={busy} fullWidth mt="xs">
            Create account
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
