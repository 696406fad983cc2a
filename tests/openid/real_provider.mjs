// A real provider (npm: oidc-provider) for the tests: PORT, CALLBACK and PEOPLE (JSON: subject → claims) say which.
// Anybody signs in by typing their subject and any password, as its own development pages have it.
import Provider from "oidc-provider";

const { PORT, CALLBACK, PEOPLE, SECRET } = process.env;
const people = JSON.parse(PEOPLE);

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [{ client_id: "platform", client_secret: SECRET, redirect_uris: [CALLBACK], response_types: ["code"] }],
  claims: { email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
});

provider.listen(Number(PORT), "127.0.0.1", () => console.log("listening"));
