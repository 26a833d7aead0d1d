import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { EndpointRegistry } from '../endpoint-registry.js';
import { createOpenApiDocument } from './create-openapi-document.js';

/** Serves the OpenAPI document and a page to try it on. Call before the app is initialised; the document is made when first asked for. */
export function publishOpenApi(app: NestExpressApplication, version: string): void {
  SwaggerModule.setup('api/docs', app, () => createOpenApiDocument(app.get(EndpointRegistry).all(), version), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'BPMN Studio API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true, validatorUrl: null },
  });
}
