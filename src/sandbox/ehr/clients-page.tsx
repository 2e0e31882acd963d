import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import type { RegisteredClient } from './client.ts'
import { EHR_NAME } from './message-page.tsx'
import { registryEntry, SECRET_VARIABLE } from './registry-entry.ts'

const HEADINGS: Readonly<Record<RegisteredClient['auth'], string>> = {
  public: 'Public: nothing to prove',
  client_secret: 'With a secret',
  private_key_jwt: 'With a key pair',
}

function Proof({ client }: { client: RegisteredClient }): ReactElement {
  if (client.auth === 'client_secret')
    return (
      <p>
        Set <code>{`${SECRET_VARIABLE}=${client.secret}`}</code> where the app starts. It is no secret: it stands here.
      </p>
    )
  if (client.auth === 'private_key_jwt')
    return (
      <p>
        The key file holds one private JWK with <code>kid</code> and <code>alg</code> RS384 or ES384. Its public half is{' '}
        read from <code>{client.jwksUri}</code> at each sign-in.
      </p>
    )
  return <p>This is how the app is registered when it starts with the sandbox.</p>
}

/** How the app is registered here, each way with the entry to copy into EHR_REGISTRY. */
export function ClientsPage({
  clients,
  issuer,
}: {
  clients: readonly RegisteredClient[]
  issuer: string
}): ReactElement {
  return (
    <Page title="Registrations" heading="How the app is registered here" service={EHR_NAME} synthetic>
      <p>
        The app can prove itself to this EHR in three ways. Copy one entry into the file that <code>EHR_REGISTRY</code>{' '}
        names, and start the app again.
      </p>
      {clients.map(client => (
        <section key={client.clientId}>
          <h2 className="nhsuk-heading-m">{HEADINGS[client.auth]}</h2>
          <Proof client={client} />
          <pre>{JSON.stringify([registryEntry(client, issuer)], null, 2)}</pre>
          <p>
            Launch address <code>{client.launchUrl}</code>, redirect address <code>{client.redirectUri}</code>.
          </p>
        </section>
      ))}
      <p>
        <a href="/">Back to the list of patients</a>
      </p>
    </Page>
  )
}
