/**
 * What is known of a domain or local part without asking anybody. Each list stands in its own module, parsed on first
 * use, so a page that needs one does not carry the others. Order matters to callers: throw-away before free-mail.
 */
export { isDisposableDomain } from "./lists/disposable.ts";
export { isFreeMailDomain } from "./lists/free-mail.ts";
export { isPrivateRelay } from "./lists/private-relay.ts";
export { isRoleAddress } from "./lists/role.ts";
