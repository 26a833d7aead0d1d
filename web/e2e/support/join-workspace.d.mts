export function joinWorkspace(dataDir: string, owner: string, member: string, role: 'viewer' | 'editor' | 'owner'): Promise<void>;
