import { Injectable } from '@nestjs/common';
import { decodeBpmn } from '@bpmn-studio/bpmn';
import { CurrentDocuments, SaveDiagram, selfDescribing, sha256 } from '../../diagrams/index.js';
import { LiveDiagrams, type CurrentText, type Place } from '../application/ports.js';

/** Diagrams through the door of their feature: read as the system, saved as a person. */
@Injectable()
export class LiveDiagramsBehind extends LiveDiagrams {
  constructor(
    private readonly documents: CurrentDocuments,
    private readonly saveOne: SaveDiagram,
  ) {
    super();
  }

  override async current({ workspaceId, diagramId }: Place): Promise<CurrentText | undefined> {
    const found = await this.documents.read(workspaceId, diagramId);
    if (found === undefined) return undefined;
    const { version, deleted, document } = found;
    return { version, deleted, text: decodeBpmn(selfDescribing(document)).text, sha256: sha256(document.bytes) };
  }

  override sha256(text: string): Buffer {
    return sha256(text);
  }

  override async save(userId: string, diagramId: string, expectedVersion: number, text: string): Promise<number> {
    const { version } = await this.saveOne.run({ userId, requestId: null }, { id: diagramId, expectedVersion, bpmnXml: text });
    return version;
  }
}
