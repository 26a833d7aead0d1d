import { createTheme, type CSSVariablesResolver, defaultVariantColorsResolver, type MantineColorsTuple } from '@mantine/core';

/** Calm petrol: 5.6:1 on white at shade 7, and light enough for dark ink at shade 4. */
const petrol: MantineColorsTuple = ['#eef7f6', '#d9edeb', '#b3dad6', '#86c5bf', '#5fb0a9', '#43998f', '#2c837b', '#1a6660', '#15544f', '#0f403c'];
const gray: MantineColorsTuple = ['#f8f9f8', '#f1f3f2', '#e6e9e7', '#d9dddb', '#c2c8c5', '#98a19d', '#5f6965', '#49524e', '#343b38', '#212624'];
const dark: MantineColorsTuple = ['#d8dddb', '#b9c0bd', '#98a29d', '#6f7a75', '#3d4542', '#303735', '#232927', '#191e1c', '#131716', '#0d100f'];

const red: MantineColorsTuple = ['#fff1f0', '#ffe0dd', '#ffc4bf', '#ff9c94', '#f97066', '#e5483d', '#c92a2a', '#b42318', '#912018', '#7a1c16'];

/** The look of the whole product. Sizes and radii are Mantine's; colours, type and motion are ours. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  // Mantine picks the ink of a filled button for the light scheme only; the variable knows both.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' && (input.color ?? 'petrol') === 'petrol' ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors;
  },
  colors: { petrol, gray, dark, red },
  white: '#ffffff',
  black: '#1c2220',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // The header of a dialog is not the banner of the page, and a dialog's cross needs a name.
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650, letterSpacing: '-0.01em', lineHeight: 1.35 } },
        attributes: { header: { role: 'presentation' } },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Notification: { defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', width: 220, position: 'bottom-end', withInitialFocusPlaceholder: false } },
  },
});

/** Mends Mantine's pale defaults where they miss 4.5:1. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfcfb',
    '--mantine-color-dimmed': colors.gray[6],
    '--mantine-color-placeholder': colors.gray[6],
    '--mantine-color-error': '#c22a2a',
    '--mantine-color-anchor': colors['petrol']?.[7] ?? '',
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[2],
    '--mantine-color-placeholder': colors.dark[2],
    '--mantine-color-error': '#ff9c94',
    '--mantine-color-anchor': colors['petrol']?.[3] ?? '',
    // What is chosen is lighter than its surroundings here; Mantine's own tint is a dark hole on a dark surface.
    '--mantine-color-petrol-light': '#1d4642',
    '--mantine-color-petrol-light-hover': '#22524d',
  },
});
