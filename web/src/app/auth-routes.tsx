export function SignInRoute() {
  return null;
}
export function SignUpRoute() {
  return null;
}
