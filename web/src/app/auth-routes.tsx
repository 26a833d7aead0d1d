import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { SignInPage } from '../features/auth/sign-in-page.js';
import { SignUpPage } from '../features/auth/sign-up-page.js';
import { parseAuthSearch } from './search-params.js';

// Parsed here once more: the router hands on what validateSearch has dropped, and an address of another site must not come this far.
export function SignInRoute() {
  const { next } = parseAuthSearch(useSearch({ from: '/sign-in' }));
  return <SignInPage next={next} onSignedIn={useEnter(next)} />;
}

export function SignUpRoute() {
  const { next } = parseAuthSearch(useSearch({ from: '/sign-up' }));
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
