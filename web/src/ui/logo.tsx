import { Group, Text } from '@mantine/core';

/** The mark: an event that flows into a gateway, with a spark. Decorative; the name beside it speaks. */
export function LogoMark({ size = 30 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="#1a6660" />
      <path d="M11.5 16H17M20.5 12.5 23 10" stroke="#9fd6cf" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8.5" cy="16" r="3" fill="none" stroke="#fff" strokeWidth="2" />
      <path d="m17.5 11 5 5-5 5-5-5z" fill="#1a6660" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
      <circle cx="24.5" cy="8.5" r="2.5" fill="#ffb454" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ size = 30 }: { readonly size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <LogoMark size={size} />
      <Text component="span" fw={650} fz={size * 0.58} lh={1} style={{ letterSpacing: '-0.02em', whiteSpace: 'nowrap' }}>
        BPMN Studio
      </Text>
    </Group>
  );
}
