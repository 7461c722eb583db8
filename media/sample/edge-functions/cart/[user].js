// Use case 3: a shopping cart that follows its user from one device to the next.
//
//   GET    /cart/ann                                  what is in it
//   POST   /cart/ann   {"item": "tea", "quantity": 2}   put something in
//   DELETE /cart/ann                                  empty it

export async function onRequestGet({ params }) {
  if (!isUser(params.user)) return badUser();
  return json(await readCart(params.user));
}

export async function onRequestPost({ request, params }) {
  if (!isUser(params.user)) return badUser();
  const wanted = await request.json().catch(() => null);
  const quantity = wanted?.quantity ?? 1;
  if (typeof wanted?.item !== 'string' || wanted.item === '' || !Number.isInteger(quantity)) {
    return json({ error: 'Send {"item": "tea", "quantity": 1}.' }, 400);
  }

  // Read, change, write: the device that writes last wins. The node that wrote sees the new cart
  // at once, every other node within 60 seconds. Choose the node of a request with the header
  // `x-pages-kv-node` to watch it happen.
  const cart = await readCart(params.user);
  const items = new Map(Object.entries(cart.items));
  const total = (items.get(wanted.item) ?? 0) + quantity;
  if (total > 0) items.set(wanted.item, total);
  else items.delete(wanted.item);
  const changed = { items: Object.fromEntries(items) };
  await carts_kv.put(keyOf(params.user), JSON.stringify(changed));
  return json(changed);
}

export async function onRequestDelete({ params }) {
  if (!isUser(params.user)) return badUser();
  await carts_kv.delete(keyOf(params.user));
  return json({ items: {} });
}

// Keys may hold letters, digits and underscores only, so there is no "cart:ann" or "cart-ann".
function keyOf(user) {
  return `cart_${user}`;
}

function isUser(user) {
  return /^[a-zA-Z0-9_]{1,64}$/.test(user);
}

async function readCart(user) {
  return (await carts_kv.get(keyOf(user), 'json')) ?? { items: {} };
}

function badUser() {
  return json({ error: 'A user is 1 to 64 letters, digits or underscores.' }, 400);
}

function json(data, status = 200) {
  return new Response(`${JSON.stringify(data)}\n`, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
