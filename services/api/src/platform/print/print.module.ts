import { Module } from '@nestjs/common';
import { PiscinaPrinting } from './piscina-printing.js';
import { Printing } from './printing.js';

/** Threads that print documents. They start with the first one and end when idle. */
@Module({
  providers: [{ provide: Printing, useFactory: () => new PiscinaPrinting() }],
  exports: [Printing],
})
export class PrintModule {}
