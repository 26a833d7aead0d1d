// violates: vendor-openapi
import { SwaggerModule } from '@nestjs/swagger';

export const smuggled_openapi = [SwaggerModule];
