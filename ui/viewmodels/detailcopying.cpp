// SPDX-License-Identifier: GPL-3.0-or-later
// What of the shown secret goes elsewhere: to the clipboard, or an address to the browser.
#include "core/store/settings.h"
#include "core/toolbox/tokenforms.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {

/// Anything else that an address can be might start a program.
bool isWebAddress(const QString &uri)
{
    return uri.startsWith(QLatin1String("http://"), Qt::CaseInsensitive) ||
           uri.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
}

} // namespace

void DetailViewModel::copy(const QString &key)
{
    copyAs(key, key);
}

void DetailViewModel::copyInForm(const QString &key, Form form)
{
    const FieldOutline *const field = m_fields.field(key);
    if (field && field->isProtected)
        copyAs(key, key, static_cast<TokenForm>(form));
}

void DetailViewModel::copyPrimaryInForm(Form form)
{
    const QString key = primaryKey();
    copyAs(key, primaryAsked(key), static_cast<TokenForm>(form));
}

/// asked: as in revealAs().
void DetailViewModel::copyAs(const QString &key, const QString &asked, std::optional<TokenForm> form,
                             const QString &codeKey)
{
    const FieldOutline *field = m_fields.field(key);
    if (!field)
        return;
    if (!field->isProtected && !field->plainValue.isEmpty())
        putOnClipboard(*field, SecretBuffer::copyOf(field->plainValue.toStdString()), form);
    else if (!refuse(copyHint()))
        fetch(asked, {key, Session::Use::Copy, form, codeKey});
}

bool DetailViewModel::asksBeforeCopy() const
{
    return m_verdict && !isVouched(*m_verdict) && !m_copyConfirmed;
}

void DetailViewModel::finishCopy(Session::Revealed revealed, const Wish &wish)
{
    if (asksBeforeCopy()) {
        //: Question before copying. %1 is a sentence about the signature.
        setConfirmCopy(revealed.field.key, tr("%1 Copy it anyway?").arg(verdictText(revealed.verdict)));
        m_confirmForm = wish.form;
        m_confirmCodeKey = wish.codeKey;
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
    QCoro::connect(m_session->reveal(m_summary.id, codeKey, m_stop.get_token(), Session::Use::Copy), this,
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
                           tr("%1 with one-time code").arg(fieldLabel(revealed->field.kind, revealed->field.label)));
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
    putOnClipboard(std::move(value), field.isProtected, fieldLabel(field.kind, field.label));
}

void DetailViewModel::putOnClipboard(SecretBuffer value, bool isProtected, const QString &what)
{
    const QString origin = m_session ? clipboardOrigin(m_session->account().id, m_summary.id) : QString();
    m_clipboard.copy(std::move(value), std::chrono::seconds(m_settings.preferences().clipboardSeconds),
                     isProtected ? origin : QString());
    m_toast.showCopied(what);
}

void DetailViewModel::copyPrimary()
{
    const QString key = primaryKey();
    copyAs(key, primaryAsked(key));
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
    if (!codeKey.isEmpty() && codeKey != key)
        copyAs(key, primaryAsked(key), {}, codeKey);
    else
        copyAs(key, primaryAsked(key)); // there is nothing to put behind it
}

QString DetailViewModel::webAddress() const
{
    const auto first = std::find_if(m_summary.uris.begin(), m_summary.uris.end(), &isWebAddress);
    return first == m_summary.uris.end() ? QString() : *first;
}

void DetailViewModel::openUri(const QString &uri)
{
    if (m_summary.uris.contains(uri) && isWebAddress(uri))
        Q_EMIT browserWanted(uri);
}

void DetailViewModel::confirmCopy()
{
    const QString key = m_confirmCopyKey;
    const std::optional<TokenForm> form = m_confirmForm;
    const QString codeKey = m_confirmCodeKey;
    setConfirmCopy({}, {});
    if (key.isEmpty())
        return;
    m_copyConfirmed = true;
    copyAs(key, key, form, codeKey);
}

void DetailViewModel::cancelCopy()
{
    setConfirmCopy({}, {});
}

} // namespace coffret
