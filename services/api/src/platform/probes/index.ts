export { DependencyProbe, type Finding } from './dependency-probe.js';
export { Draining } from './draining.js';
export { InFlight } from './in-flight.js';
