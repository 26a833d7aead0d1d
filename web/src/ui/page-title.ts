import { useEffect } from 'react';

/** Sets the title of the window while a page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · BPMN Studio`;
    return () => {
      document.title = 'BPMN Studio';
    };
  }, [title]);
}
