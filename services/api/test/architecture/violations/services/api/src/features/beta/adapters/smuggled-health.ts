// violates: vendor-health
import { TerminusModule } from '@nestjs/terminus';

export const smuggled_health = [TerminusModule];
