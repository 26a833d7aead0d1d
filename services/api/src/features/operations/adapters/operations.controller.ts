import { Controller } from '@nestjs/common';
import { getOperations, type InputOf } from '@bpmn-studio/contracts';
import { Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { GetOperations } from '../application/get-operations.js';

@Controller()
export class OperationsController {
  constructor(private readonly operations: GetOperations) {}

  @Endpoint(getOperations)
  report(@Input() { query }: InputOf<typeof getOperations>): Promise<AnswerOf<typeof getOperations>> {
    return this.operations.run(query.minutes);
  }
}
