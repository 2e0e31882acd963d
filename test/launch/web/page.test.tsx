import { describe, expect, it } from 'vitest'
import { assetUrls } from '../../../launch/web/assets.ts'
import { Page, type PageProps } from '../../../launch/web/page.tsx'
import { renderPage } from '../../../launch/web/render.ts'

const html = (props: Partial<PageProps> = {}): string =>
  renderPage(
    <Page title="Check before sending" heading="Check before sending" {...props}>
      <p>Content</p>
    </Page>,
  )

describe('Page', () => {
  it('is a whole English document with a title, one heading and one main landmark that the skip link leads to', () => {
    const page = html()
    expect(page).toMatch(/^<!doctype html><html lang="en-GB">/)
    expect(page).toContain('<title>Check before sending - Refer to WorkWell</title>')
    expect(page.match(/<main /g)).toHaveLength(1)
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page).toContain('id="maincontent"')
    expect(page).toContain('href="#maincontent"')
    expect(page).toContain('name="viewport"')
  })

  it('says in the title that the form came back with errors', () => {
    expect(html({ errors: true })).toContain('<title>Error: Check before sending - Refer to WorkWell</title>')
  })

  it('says SYNTHETIC on a page of the make-believe world and only there', () => {
    expect(html({ synthetic: true })).toContain('SYNTHETIC: make-believe patients only')
    expect(html()).not.toContain('SYNTHETIC')
  })

  it('puts the banner before the content', () => {
    const page = html({ banner: <section>BANNER</section> })
    expect(page.indexOf('BANNER')).toBeLessThan(page.indexOf('<main'))
    expect(page.indexOf('BANNER')).toBeGreaterThan(page.indexOf('</header>'))
  })

  it('escapes what comes from a record', () => {
    expect(html({ heading: '<script>alert(1)</script>' })).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('asks for one stylesheet and one script and nothing else', () => {
    const wanted = [...html({ synthetic: true }).matchAll(/(?:src|href)="([^"#]+)"/g)].map(match => match[1])
    expect(wanted.filter(url => !url?.startsWith('data:')).sort()).toEqual([assetUrls.css, assetUrls.js].sort())
  })

  it('holds no inline style or script, which the security policy would refuse', () => {
    expect(html({ synthetic: true })).not.toMatch(/ style="|<style|<script(?! type="module" src=)| on[a-z]+="/)
  })

  it('does not claim to be a page of the NHS website', () => {
    expect(html()).not.toMatch(/nhs\.uk|NHS England|nhsuk-header__logo/)
  })
})
