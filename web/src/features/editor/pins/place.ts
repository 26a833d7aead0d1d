/** A place of a diagram, as it can be kept: of an element, or a spot of a plane. */
export interface Place {
  /** The id of what the plane shows, as the canvas knows it; that of the inside of a sub-process ends in _plane. */
  readonly plane: string;
  /** In the coordinates of the diagram. */
  readonly x: number;
  readonly y: number;
  readonly elementId: string | null;
  /** What the element is called: "User task Check order". */
  readonly elementName: string | null;
}

/** Something pinned to a place. */
export interface Pin {
  readonly id: string;
  readonly place: Place;
  /** Written on it; a plus on what is about to be said. */
  readonly count: number | '+';
  /** There is something new. */
  readonly fresh: boolean;
  readonly done: boolean;
  /** The one that is looked at. */
  readonly current: boolean;
  /** What it is, in words. */
  readonly label: string;
}

/** What can be pinned to a drawing, and where. */
export interface Pins {
  /** Shows these and no others. */
  show(pins: readonly Pin[], onPin: (id: string) => void): void;
  /** The one element that is selected. */
  readonly selected: Place | null;
  /** Whether an element is in the file, wherever in it. */
  has(elementId: string): boolean;
  /** Brings a place into the middle. False when there is no such place any more. */
  reveal(place: Place): Promise<boolean>;
  /** Lets a person point at an element or a spot; null when they think better of it. */
  choose(): Promise<Place | null>;
  /** Tells whenever an element came, went or is selected. Returns what ends it. */
  onChange(listener: () => void): () => void;
}
