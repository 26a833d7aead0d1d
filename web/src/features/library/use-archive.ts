import { exportDiagrams, type ExportFormat } from '@bpmn-studio/contracts';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { addressOfFile } from '../../api/call-file.js';
import { ApiError, messageOf } from '../../api/client.js';
import { downloadFrom } from '../../lib/download.js';

/** Fetches all diagrams of a workspace as one .zip. The server is asked first: a download that it refuses says nothing but "failed". */
export function useArchive(workspaceId: string): (format: ExportFormat) => void {
  const { mutate } = useMutation({
    mutationFn: async (format: ExportFormat) => downloadFrom(await addressOfFile(exportDiagrams, { query: { workspaceId, format } })),
    retry: false, // a person who hears nothing for as long as Retry-After says asks again
    onError: (error) => notifications.show({ color: 'red', title: 'The .zip cannot be made right now', message: reasonOf(error), autoClose: 8000 }),
  });
  return mutate;
}

function reasonOf(error: Error): string {
  const busy = error instanceof ApiError && error.status === 429;
  return busy ? 'Another one is still being made for you, or several are for others. Let it end, then try again.' : messageOf(error);
}
