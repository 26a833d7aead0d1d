export interface RenderedSvg {
  svg: string;
  /** Pixels, at most 20,000: a larger diagram is scaled down. */
  width: number;
  height: number;
  /** Shapes and edges drawn; 0 for the placeholder. */
  elements: number;
}
