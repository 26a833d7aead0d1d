import { Module } from '@nestjs/common';
import { AuditController } from './adapters/audit.controller.js';
import { PrismaAuditTrail } from './adapters/prisma-audit-trail.js';
import { ListAudit } from './application/list-audit.js';
import { AuditTrail } from './application/ports.js';

@Module({
  controllers: [AuditController],
  providers: [ListAudit, { provide: AuditTrail, useClass: PrismaAuditTrail }],
})
export class AuditModule {}
