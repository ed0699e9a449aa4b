/** Stands in for `src/deliver/claims.ts`: a required destination, with all the backpressure of one, that holds no claim. */
export { looseClaims, looseClaims as bindingClaims } from "../src/deliver/claims.ts";
