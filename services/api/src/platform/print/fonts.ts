import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A font by the name it is registered under in a PDF. */
export interface Font {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What texts are set in: the first font that has a character gives it. */
export interface Fonts {
  readonly regular: readonly Font[];
  readonly strong: readonly Font[];
}

const require = createRequire(import.meta.url);
const INTER = '@expo-google-fonts/inter/';
const DEJAVU = 'dejavu-fonts-ttf/ttf/';
/** Where Linux distributions put a font of many scripts, Chinese, Japanese and Korean first. The first one found is used. */
const OF_THE_MACHINE = [
  'opentype/noto/NotoSansCJK-Regular.ttc', 'noto-cjk/NotoSansCJK-Regular.ttc', 'google-noto-cjk/NotoSansCJK-Regular.ttc', 'truetype/droid/DroidSansFallbackFull.ttf', 'truetype/wqy/wqy-zenhei.ttc',
].map((path) => `/usr/share/fonts/${path}`);

let loaded: Fonts | undefined;

/** Inter, DejaVu Sans for what it lacks, and a font of the machine for what both lack. Read once in each thread. */
export function fonts(): Fonts {
  return (loaded ??= load());
}

function load(): Fonts {
  const more = OF_THE_MACHINE.flatMap((path) => fontAt('Machine', path)).slice(0, 1);
  const of = (path: string) => readFileSync(require.resolve(path));
  const dejavu: Font = { name: 'DejaVu', bytes: of(`${DEJAVU}DejaVuSans.ttf`) };
  return {
    regular: [{ name: 'Inter', bytes: of(`${INTER}400Regular/Inter_400Regular.ttf`) }, dejavu, ...more],
    strong: [{ name: 'InterSemiBold', bytes: of(`${INTER}600SemiBold/Inter_600SemiBold.ttf`) }, dejavu, ...more],
  };
}

function fontAt(name: string, path: string): Font[] {
  try {
    return [{ name, bytes: readFileSync(path) }];
  } catch {
    return []; // most machines have none
  }
}
