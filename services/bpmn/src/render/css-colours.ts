const NAMES =
  'aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue ' +
  'chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey ' +
  'darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray ' +
  'darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen ' +
  'fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki ' +
  'lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen ' +
  'lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime ' +
  'limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue ' +
  'mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive ' +
  'olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum ' +
  'powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver ' +
  'skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white ' +
  'whitesmoke yellow yellowgreen';

const NAMED = new Set(NAMES.split(' '));
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/;
const RGB = /^rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*(?:0|1|0?\.\d{1,4})\s*)?\)$/;

/**
 * A colour that may stand in an SVG: a hex colour, a named CSS colour or rgb(r, g, b), in lower case. Anything else, and
 * above all anything with a url() in it, is undefined.
 */
export function safeColour(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const colour = value.trim().toLowerCase();
  if (HEX.test(colour) || NAMED.has(colour)) return colour;
  const rgb = RGB.exec(colour);
  return rgb && rgb.slice(1, 4).every((part) => Number(part) <= 255) ? colour : undefined;
}

/** How bright a hex or rgb() colour is, from 0 to 1; undefined for named colours other than black. */
export function luminance(colour: string): number | undefined {
  if (colour === 'black') return 0;
  const rgb = RGB.exec(colour);
  const parts = rgb ? rgb.slice(1, 4).map(Number) : hexParts(colour);
  if (!parts) return undefined;
  return (0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!) / 255;
}

function hexParts(colour: string): number[] | undefined {
  if (!HEX.test(colour)) return undefined;
  const wide = colour.length > 5;
  return [0, 1, 2].map((i) => parseInt(wide ? colour.slice(1 + 2 * i, 3 + 2 * i) : colour.charAt(1 + i).repeat(2), 16));
}
