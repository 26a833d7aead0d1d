// violates: vendor-elasticsearch
import { Client } from '@elastic/elasticsearch';

export const smuggled_elasticsearch = [Client];
