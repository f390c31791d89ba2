export type { DeclaredButton } from './boot-checks/declared-button.js';
export { DeclaredButtons } from './boot-checks/declared-buttons.service.js';
export { type BootFinding, bootFinding, type FindingPlace, placeLines } from './boot-finding.js';
export { BootReport } from './boot-report.js';
export { printFindings } from './boot-report.printer.js';
export { callHandler } from './call-handler.js';
export { callSiteOf } from './call-site.js';
export type { DeclaredRoute, TapKind } from './declared-route.js';
export { declareHandler, type HandlerDecorator } from './handler-decorator.js';
export { HandlerPolicy, type HandlerPolicyOptions } from './handler-policy.js';
export { type DeclaredHandler, HandlerExplorer } from './handler.explorer.js';
export { LockKeeper, type Locking } from './lock/lock-keeper.service.js';
export {
  NoPayloadLockError,
  NotLockedError,
  PayloadLockError,
} from './lock/payload-lock.errors.js';
export type { ExplainedRoute } from './match-explanation.js';
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
export { POSTBACK_OPTIONS, type PostbackModuleOptions } from './postback.options.js';
export { PostbackRoutes, type RouteHandler } from './postback.routes.js';
export { type ListedRoute, listRoutes } from './route-list.js';
export { RoutingTable } from './routing-table.js';
export { readPayload, type ReadPayload } from './tap-data.js';
export { explainTap, type TapExplanation } from './tap-explanation.js';
export { wrapText } from './wrap-text.js';
