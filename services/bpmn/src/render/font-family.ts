/** The same list everywhere; a page or rasteriser that has Inter gets the measured look. */
export const FONT_FAMILY = 'Inter, "Helvetica Neue", Helvetica, Arial, "Noto Sans", sans-serif';
