import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/index.js';
import type { DiagramRef } from '../../application/ports.js';
import { ElasticConnection } from './elastic-connection.js';
import { MAPPING_VERSION, MAPPINGS, SETTINGS } from './elastic-document.js';

/** An index that is being filled, and how far it is. */
export interface Building {
  readonly index: string;
  readonly after: DiagramRef | undefined;
}

/**
 * The indexes of this installation. Searches ask an alias, which names a complete index or nothing; a new index is filled
 * beside it and then takes its place in one step. Meanwhile every change is written to both.
 */
@Injectable()
export class ElasticIndexes {
  readonly alias: string;

  constructor(
    @Inject(Config) config: Config,
    private readonly connection: ElasticConnection,
  ) {
    this.alias = `${config.elasticsearchIndex}-v${MAPPING_VERSION}`;
  }

  /** All of them: the one searched and those being filled. */
  async names(): Promise<string[]> {
    return (await this.known()).map(({ index }) => index);
  }

  async isComplete(): Promise<boolean> {
    return (await this.known()).some(({ searched }) => searched);
  }

  /** The index that is being filled, begun before or made now. */
  async begin(): Promise<Building> {
    const begun = (await this.known()).find(({ searched }) => !searched);
    if (begun !== undefined) return { index: begun.index, after: begun.after };
    const index = `${this.alias}-${Date.now().toString(36)}${randomBytes(2).toString('hex')}`;
    await this.connection.feed((client, signal) => client.indices.create({ index, settings: SETTINGS, mappings: MAPPINGS }, { signal }));
    return { index, after: undefined };
  }

  /** Notes how far the filling is, so that it can go on from there. */
  async note({ index }: Building, after: DiagramRef): Promise<void> {
    await this.connection.feed((client, signal) => client.indices.putMapping({ index, _meta: { after } }, { signal }));
  }

  /** From now on searches ask this index; the one before it goes. */
  async complete({ index }: Building): Promise<void> {
    await this.connection.feed((client, signal) => client.indices.refresh({ index }, { signal }));
    const others = (await this.names()).filter((name) => name !== index);
    const actions = [{ add: { index, alias: this.alias } }, ...others.map((other) => ({ remove_index: { index: other } }))];
    await this.connection.feed((client, signal) => client.indices.updateAliases({ actions }, { signal }));
  }

  private async known(): Promise<{ index: string; searched: boolean; after: DiagramRef | undefined }[]> {
    const answer = await this.connection.feed((client, signal) => client.indices.get({ index: `${this.alias}-*`, features: ['aliases', 'mappings'] }, { signal }));
    return Object.entries(answer).map(([index, { aliases = {}, mappings }]) => ({
      index,
      searched: this.alias in aliases,
      after: (mappings?._meta as { after?: DiagramRef } | undefined)?.after,
    }));
  }
}
