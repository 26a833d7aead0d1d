import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/auth/sign-in-page.js';
import { SignUpPage } from '../features/auth/sign-up-page.js';

export function SignInRoute() {
  const { next } = useSearch({ from: '/sign-in' });
  return <SignInPage next={next} onSignedIn={useEnter(next)} />;
}

export function SignUpRoute() {
  const { next } = useSearch({ from: '/sign-up' });
  return <SignUpPage next={next} onSignedIn={useEnter(next)} />;
}

/** Nothing of an earlier account may linger in the cache of the next one. */
function useEnter(next = '/') {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    queries.clear();
    await router.navigate({ href: next, replace: true });
  };
}
