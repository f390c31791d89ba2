export { BootReport } from './boot-report.js';
export { callHandler } from './call-handler.js';
export { callSiteOf } from './call-site.js';
export type { DeclaredRoute } from './declared-route.js';
export { declareHandler, type HandlerDecorator } from './handler-decorator.js';
export { type DeclaredHandler, HandlerExplorer } from './handler.explorer.js';
export {
  CurrentTap,
  Payload,
  PayloadData,
  PayloadParam,
  Psid,
  Referral,
} from './param.decorators.js';
export {
  OnAttachment,
  OnEvent,
  OnPostback,
  OnQuickReply,
  OnTap,
  OnText,
  OnUnhandled,
} from './postback.decorators.js';
export { PostbackDispatcher } from './postback.dispatcher.js';
export {
  BootReportError,
  HandlerError,
  HandlerResultError,
  PayloadDataError,
  RoutesNotExploredError,
} from './postback.errors.js';
export { PostbackModule } from './postback.module.js';
export type { PostbackModuleOptions } from './postback.options.js';
export { PostbackRoutes } from './postback.routes.js';
export { RoutingTable } from './routing-table.js';
