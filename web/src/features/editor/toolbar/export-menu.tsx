import { Menu } from '@mantine/core';
import { IconFileCode, IconPhoto, IconVectorBezier2 } from '@tabler/icons-react';

export type ExportFormat = 'bpmn' | 'svg' | 'png';

/** The formats a drawing can leave in, as items of a menu. */
export function ExportItems({ onExport }: { readonly onExport: (format: ExportFormat) => void }) {
  return (
    <>
      <Menu.Item leftSection={<IconFileCode size={17} />} onClick={() => onExport('bpmn')}>
        BPMN 2.0 file
      </Menu.Item>
      <Menu.Item leftSection={<IconVectorBezier2 size={17} />} onClick={() => onExport('svg')}>
        SVG picture
      </Menu.Item>
      <Menu.Item leftSection={<IconPhoto size={17} />} onClick={() => onExport('png')}>
        PNG picture
      </Menu.Item>
    </>
  );
}
