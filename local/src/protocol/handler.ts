/** What every service of the local AWS is: a function from a web `Request` to a web `Response`. */
export type Handler = (request: Request) => Promise<Response>;
