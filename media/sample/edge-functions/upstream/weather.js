// Plays the part of a weather service on the internet, so that the sample needs no account there.
// A key of this shape is accepted; without one the answer is 401, as such services do.

export function onRequestGet({ request }) {
  const authorization = request.headers.get('authorization') ?? '';
  if (!/^Bearer demo_[0-9a-f]{12}$/.test(authorization)) {
    return new Response('Unknown API key\n', { status: 401 });
  }
  return new Response(JSON.stringify({ sky: 'clear', celsius: 21 }), {
    headers: { 'content-type': 'application/json' },
  });
}
