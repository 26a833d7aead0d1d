import { useLocalStorage } from '@mantine/hooks';

export type View = 'grid' | 'list';

/** Cards or rows; the choice is remembered in this browser. */
export function useView() {
  return useLocalStorage<View>({
    key: 'bpmn-studio.library-view',
    defaultValue: 'grid',
    getInitialValueInEffect: false,
    serialize: String,
    deserialize: (stored) => (stored === 'list' ? 'list' : 'grid'),
  });
}
