import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef } from 'react';

type Props = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps>;

/** A link of the router that looks like a button. */
export const LinkButton = createLink(
  forwardRef<HTMLAnchorElement, Props>(function LinkButton(props, ref) {
    return <Button component="a" ref={ref} {...props} />;
  }),
);
