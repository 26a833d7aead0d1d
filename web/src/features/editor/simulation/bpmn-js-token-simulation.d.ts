declare module 'bpmn-js-token-simulation/lib/viewer.js' {
  import type { ModuleDeclaration } from 'didi';
  const simulationModule: ModuleDeclaration;
  export default simulationModule;
}
