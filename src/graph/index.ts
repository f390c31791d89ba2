export { GraphClient, type SendReceipt } from './graph.client.js';
export { GraphError, type GraphVerdict } from './graph.errors.js';
export { GraphModule } from './graph.module.js';
export { GraphTransport } from './graph.transport.js';
