interface News {
  readonly session: string;
  readonly version: number;
}

/** Tells the other editors of a diagram in this browser about saves, and hears about theirs. */
export function openSaveChannel(diagramId: string, session: string, onSaved: (version: number) => void) {
  const channel = new BroadcastChannel(`bpmn-studio-diagram:${diagramId}`);
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data.session !== session) onSaved(data.version);
  });
  return {
    announce: (version: number) => channel.postMessage({ session, version } satisfies News),
    close: () => channel.close(),
  };
}
