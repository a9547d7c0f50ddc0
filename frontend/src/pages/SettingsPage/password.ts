/** The shortest password that the gateway takes. */
export const PASSWORD_LENGTH = 10;
