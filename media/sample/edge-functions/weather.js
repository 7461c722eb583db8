// Use case 2: a secret that is not in the code.
//
// The page asks this function; this function asks the weather service with an API key that only
// the KV namespace "secrets" knows. Neither the repository nor the browser ever sees the key, and
// it can be changed in the console without a deployment.

export async function onRequestGet({ request }) {
  const apiKey = await secrets_kv.get('weather_api_key');
  if (apiKey === null) {
    return json({ error: 'Put a record "weather_api_key" into the namespace "secrets".' }, 500);
  }

  // A stand-in for somebody else's server; see upstream/weather.js.
  const answer = await fetch(new URL('/upstream/weather', request.url), {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (answer.status === 401) return json({ error: 'The weather service refused the key.' }, 502);

  const { sky, celsius } = await answer.json();
  return json({ sky, celsius });
}

function json(data, status = 200) {
  return new Response(JSON.stringify(data), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
