interface News {
  readonly session: string;
  readonly version: number;
}

/**
 * Tells the other editors of a diagram in this browser about saves, and hears about theirs. Where the browser has no
 * such channel, the other editors learn of a save from the server when they save themselves.
 */
export function openSaveChannel(diagramId: string, session: string, onSaved: (version: number) => void) {
  if (typeof BroadcastChannel === 'undefined') return { announce: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`bpmn-studio-diagram:${diagramId}`);
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data.session !== session) onSaved(data.version);
  });
  return {
    announce: (version: number) => channel.postMessage({ session, version } satisfies News),
    close: () => channel.close(),
  };
}
