import { Table, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './tables.module.css';

export interface FigureTableProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly heads: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly empty: string;
  readonly children?: ReactNode;
}

/** A titled table that scrolls within itself on narrow screens. */
export function FigureTable({ title, text, heads, rows, empty, children }: FigureTableProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.tableSection}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {text && <p className={classes.hint}>{text}</p>}
      {rows.length === 0 ? (
        <Text c="dimmed" size="sm" mt="xs">
          {empty}
        </Text>
      ) : (
        <div className={classes.frame} tabIndex={0} role="group" aria-labelledby={id}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                {heads.map((head) => (
                  <Table.Th scope="col" key={head}>
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ key, cells: [name, ...cells] }) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" className={classes.rowName}>
                    {name}
                  </Table.Th>
                  {cells.map((cell, index) => (
                    <Table.Td key={heads[index + 1]}>{cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {children}
    </section>
  );
}
