import Ajv from 'ajv/dist/2020.js';

/** Formats the document names; ajv knows none by itself. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  email: /^[^@\s]+@[^@\s]+$/,
  binary: true,
};

/**
 * One operation of the OpenAPI document.
 * @typedef {{ id: string, group: string, method: string, path: string, parameters: { name: string, in: 'path' | 'query' | 'header', required: boolean, schema: object }[],
 *   body?: { type: string, schema: object, required: boolean }, statuses: string[] }} Operation
 */

/** An OpenAPI document as a fuzzer needs it: its operations by group (tag), and what fits its schemas. */
export class ApiDocument {
  /** @param {object} document */
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv({ strict: false, formats: FORMATS, allErrors: false });
    this.ajv.addSchema(document, 'api');
    /** @type {Operation[]} */
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => operationOf(path, method.toUpperCase(), operation, this)));
    // A stream answers until somebody hangs up: it is no question and answer.
    const answering = this.operations.filter(({ path, method }) => document.paths[path][method.toLowerCase()].responses[200]?.content?.['text/event-stream'] === undefined);
    this.groups = Map.groupBy(answering, ({ group }) => group);
  }

  /** A schema with the reference it may be followed. */
  follow(schema) {
    return schema?.$ref === undefined ? schema : this.document.components.schemas[schema.$ref.split('/').at(-1)];
  }

  /** The operation of a method at a path template; HEAD asks for the same as GET. */
  at(method, path) {
    const asked = method === 'HEAD' ? 'GET' : method;
    return this.operations.find((one) => one.method === asked && one.path === path);
  }

  /**
   * What is wrong with an answer, going by the document.
   * @param {Operation} operation
   * @returns {string | undefined}
   */
  faultOf(operation, status, contentType, body, hasBody = true) {
    const response = this.document.paths[operation.path][operation.method.toLowerCase()].responses[status];
    if (response === undefined) return `status ${status} is not documented`;
    const types = Object.keys(response.content ?? {});
    if (types.length === 0) return body.length > 0 ? `a body where status ${status} has none` : undefined;
    const type = (contentType ?? '').split(';')[0].trim();
    if (!types.includes(type)) return `content type ${type || 'none'} is not documented for ${status}`;
    if (!hasBody) return undefined;
    if (!type.endsWith('json')) return body.length === 0 ? 'an empty document' : undefined;
    return this.mismatch(`#/paths/${pointer(operation.path)}/${operation.method.toLowerCase()}/responses/${status}/content/${pointer(type)}/schema`, body);
  }

  /** What is wrong with a problem document. */
  problemFault(body) {
    return this.mismatch('#/components/schemas/Problem', body);
  }

  mismatch(reference, body) {
    let value;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch {
      return 'the body is not JSON';
    }
    const fits = this.ajv.getSchema(`api${reference}`);
    if (fits(value)) return undefined;
    const [{ instancePath, message }] = fits.errors;
    return `schema: ${instancePath.replaceAll(/\/\d+/g, '/*') || 'the body'} ${message}`;
  }
}

function operationOf(path, method, { operationId, tags, parameters = [], requestBody, responses }, document) {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = type === undefined ? undefined : { type, schema: document.follow(content.schema), required: requestBody.required };
  return { id: operationId, group: tags[0], method, path, parameters: parameters.map((one) => ({ ...one, schema: document.follow(one.schema) })), body, statuses: Object.keys(responses) };
}

function pointer(word) {
  return encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'));
}
