import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef } from 'react';

type Props = AnchorProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps>;

/** A link of the router in running text. */
export const TextLink = createLink(
  forwardRef<HTMLAnchorElement, Props>(function TextLink(props, ref) {
    return <Anchor ref={ref} size="sm" underline="always" {...props} />;
  }),
);
