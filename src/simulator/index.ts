export { serialiseAsMeta } from './delivery/meta-json.js';
export { signAsMeta } from './delivery/meta-signature.js';
export { SimulatorModule } from './simulator.module.js';
export { Simulator } from './simulator.service.js';
