export function TrashRoute() {
  return null;
}
export function ActivityRoute() {
  return null;
}
