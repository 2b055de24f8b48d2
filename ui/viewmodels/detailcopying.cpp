// SPDX-License-Identifier: GPL-3.0-or-later
// What of the shown secret goes elsewhere: to the clipboard, or an address to the browser.
#include "core/base/displaytext.h"
#include "core/base/webaddress.h"
#include "core/store/settings.h"
#include "core/toolbox/tokenforms.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/addresstexts.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

void DetailViewModel::copy(const QString &key)
{
    copyAs(key, {key});
}

void DetailViewModel::copyInForm(const QString &key, Form form)
{
    const FieldOutline *const field = m_fields.field(key);
    if (field && field->isProtected)
        copyAs(key, {key, Session::Use::Copy, static_cast<TokenForm>(form)});
}

void DetailViewModel::copyPrimaryInForm(Form form)
{
    const QString key = primaryKey();
    copyAs(primaryAsked(key), {key, Session::Use::Copy, static_cast<TokenForm>(form)});
}

/// asked: as in revealAs().
void DetailViewModel::copyAs(const QString &asked, Wish wish)
{
    const FieldOutline *field = m_fields.field(wish.card);
    if (!field)
        return;
    if (!field->isProtected && !field->plainValue.isEmpty())
        putOnClipboard(*field, SecretBuffer::copyOf(field->plainValue.toStdString()), wish.form);
    else if (!refuse(copyHint()))
        fetch(asked, std::move(wish));
}

bool DetailViewModel::asksBeforeCopy() const
{
    return m_verdict && !isVouched(*m_verdict) && !m_copyConfirmed;
}

void DetailViewModel::finishCopy(Session::Revealed revealed, const Wish &wish)
{
    if (asksBeforeCopy()) {
        //: Question before copying. %1 is a sentence about the signature.
        setConfirmCopy(Wish{revealed.field.key, wish.use, wish.form, wish.codeKey},
                       tr("%1 Copy it anyway?").arg(verdictText(revealed.verdict)));
        return; // the value is not kept while the question stands
    }
    if (!wish.codeKey.isEmpty())
        return copyWithCode(std::make_shared<const Session::Revealed>(std::move(revealed)), wish.codeKey);
    putOnClipboard(revealed.field, std::move(revealed.value), wish.form);
}

/// Costs no further request: the payload is still held.
void DetailViewModel::copyWithCode(std::shared_ptr<const Session::Revealed> revealed, const QString &codeKey)
{
    const quint64 generation = m_generation;
    QCoro::connect(
        m_session->reveal(m_summary.id, codeKey, m_stop.get_token(), Session::Use::Copy), this,
        [this, revealed, generation](Result code) {
            if (generation != m_generation)
                return;
            if (!code)
                return fail(code.error());
            SecretBuffer both = revealed->value.clone();
            both.append(code->value.view());
            //: What was copied, in a message: two values in one. %1 is the label of the first, for example
            //: Password.
            putOnClipboard(
                std::move(both), true,
                tr("%1 with one-time code").arg(fieldLabel(revealed->field.kind, visibleText(revealed->field.label))),
                revealed->field.kind);
        });
}

void DetailViewModel::putOnClipboard(const FieldOutline &field, SecretBuffer value, std::optional<TokenForm> form)
{
    if (form) {
        coffret::Expected<SecretBuffer> written = writeToken(m_summary.name, value, *form);
        if (!written)
            //: Message instead of copying: for example a line break cannot stand in a header.
            return m_toast.showMessage(tr("The value has characters that cannot be written that way."));
        value = std::move(*written);
    }
    putOnClipboard(std::move(value), field.isProtected, fieldLabel(field.kind, visibleText(field.label)), field.kind);
}

void DetailViewModel::putOnClipboard(SecretBuffer value, bool isProtected, const QString &what, FieldKind kind)
{
    const bool breaksOff = endsALine(kind, value);
    const QString origin = m_session ? clipboardOrigin(m_session->account().id, m_summary.id) : QString();
    m_clipboard.copy(std::move(value), std::chrono::seconds(m_settings.preferences().clipboardSeconds),
                     isProtected ? origin : QString());
    m_toast.showCopied(what, breaksOff);
}

void DetailViewModel::copyPrimary()
{
    const QString key = primaryKey();
    copyAs(primaryAsked(key), {key});
}

void DetailViewModel::copyUsername()
{
    copyFirst(FieldKind::Username);
}

void DetailViewModel::copyUri(const QString &uri)
{
    if (m_summary.uris.contains(uri))
        putOnClipboard({FieldKind::Uri, {}, {}, false, {}}, SecretBuffer::copyOf(uri.toStdString()));
}

void DetailViewModel::copyAddress()
{
    if (!m_summary.uris.isEmpty())
        copyUri(m_summary.uris.first());
}

void DetailViewModel::copyCode()
{
    copyFirst(FieldKind::Totp);
}

void DetailViewModel::copyFirst(FieldKind kind)
{
    if (const QString key = firstKeyOf(kind); !key.isEmpty())
        copy(key);
}

QString DetailViewModel::firstKeyOf(FieldKind kind) const
{
    const QStringList keys = m_fields.keys();
    const auto first =
        std::find_if(keys.begin(), keys.end(), [&](const QString &key) { return m_fields.field(key)->kind == kind; });
    return first == keys.end() ? QString() : *first;
}

void DetailViewModel::copyPrimaryWithCode()
{
    const QString key = primaryKey();
    const QString codeKey = firstKeyOf(FieldKind::Totp);
    const bool hasCode = codeKey != key; // else there is nothing to put behind it
    copyAs(primaryAsked(key), {key, Session::Use::Copy, {}, hasCode ? codeKey : QString()});
}

QString DetailViewModel::webAddress() const
{
    const auto first =
        std::find_if(m_summary.uris.begin(), m_summary.uris.end(), [this](const QString &uri) { return opens(uri); });
    return first == m_summary.uris.end() ? QString() : *first;
}

bool DetailViewModel::opens(const QString &uri) const
{
    return !addressToOpen(uri).isEmpty();
}

QString DetailViewModel::shownAddress(const QString &uri) const
{
    return visibleText(uri);
}

QString DetailViewModel::addressNote(const QString &uri) const
{
    return coffret::addressNote(uri);
}

void DetailViewModel::openUri(const QString &uri)
{
    const QString address = m_summary.uris.contains(uri) ? addressToOpen(uri) : QString();
    if (!address.isEmpty())
        Q_EMIT browserWanted(address);
}

void DetailViewModel::confirmCopy()
{
    const std::optional<Wish> wish = m_confirming;
    setConfirmCopy({}, {});
    if (!wish)
        return;
    m_copyConfirmed = true;
    copyAs(wish->card, *wish);
}

void DetailViewModel::cancelCopy()
{
    setConfirmCopy({}, {});
}

} // namespace coffret
