/** Paper is white, and browsers leave dark backgrounds out: whoever works in the dark prints in the light. */
export function printLight(): void {
  const { dataset } = document.documentElement;
  let before: string | undefined;
  window.addEventListener('beforeprint', () => {
    before = dataset['mantineColorScheme'];
    dataset['mantineColorScheme'] = 'light';
  });
  window.addEventListener('afterprint', () => {
    if (before !== undefined) dataset['mantineColorScheme'] = before;
  });
}
