// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that shows what helps while a secret is written or looked at. Nothing is saved.
#include "app/application.h"
#include "app/tour.h"

namespace coffret {

namespace {

const QString PasswordKey = fieldKey(FieldKind::Password);

SecretDocument *documentOf(BrowseViewModel &browse, FieldKind kind)
{
    const EditField *const field = browse.editor()->fields()->field(fieldKey(kind));
    return field ? field->document.get() : nullptr;
}

void begin(BrowseViewModel &browse, const char *type)
{
    browse.editor()->discard();
    browse.newSecret();
    browse.editor()->chooseType(QString::fromLatin1(type));
}

bool isWriting(BrowseViewModel &browse)
{
    return browse.editor()->stage() == EditorViewModel::Writing;
}

} // namespace

void Tour::addHelpers(const QString &scheme)
{
    const auto isMade = [](BrowseViewModel &browse) { return browse.editor()->generator()->secret() != nullptr; };
    add(
        QStringLiteral("generator-") + scheme,
        [](BrowseViewModel &browse) {
            browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
            begin(browse, "login");
            browse.editor()->setName(QStringLiteral("Print server"));
            browse.editor()->generator()->openFor(documentOf(browse, FieldKind::Password), QStringLiteral("Password"));
            browse.editor()->generator()->setUsesWords(false); // as chosen last time
        },
        isMade);
    add(
        QStringLiteral("generator-words-") + scheme,
        [](BrowseViewModel &browse) { browse.editor()->generator()->setUsesWords(true); }, isMade);
    add(
        QStringLiteral("strength-made-") + scheme, [](BrowseViewModel &browse) { browse.editor()->generator()->use(); },
        [](BrowseViewModel &browse) { return !browse.editor()->generator()->isOpen(); });
    add(
        QStringLiteral("strength-weak-") + scheme,
        [](BrowseViewModel &browse) { documentOf(browse, FieldKind::Password)->replaceAll("printserver1"); },
        isWriting);
    add(
        QStringLiteral("code-entry-") + scheme,
        [](BrowseViewModel &browse) {
            documentOf(browse, FieldKind::Password)->replaceAll("maybe-7-Kestrels");
            browse.editor()->addField(fieldKey(FieldKind::Totp));
            documentOf(browse, FieldKind::Totp)
                ->replaceAll(
                    "otpauth://totp/Print%20server:ada@example.com?secret=GEZDGNBVGY3TQOJQ&issuer=Print%20server");
        },
        [](BrowseViewModel &browse) { return browse.editor()->codeEntry()->isValid(); });
    add(
        QStringLiteral("code-problem-") + scheme,
        [](BrowseViewModel &browse) { documentOf(browse, FieldKind::Totp)->replaceAll("GEZD 0189"); },
        [](BrowseViewModel &browse) { return !browse.editor()->codeEntry()->problem().isEmpty(); });
    add(
        QStringLiteral("token-entry-") + scheme,
        [](BrowseViewModel &browse) {
            begin(browse, "apikey");
            const std::string token = "ghp_" + std::string(36, 'x');
            documentOf(browse, FieldKind::Token)->replaceAll(token);
        },
        isWriting);
    add(
        {}, [](BrowseViewModel &browse) { browse.editor()->discard(); },
        [](BrowseViewModel &browse) { return !browse.editor()->isActive(); });
    addShowcase(scheme);
}

void Tour::addShowcase(const QString &scheme)
{
    const auto show = [](ShowcaseViewModel::Manner manner) {
        return [manner](BrowseViewModel &browse) { browse.showcase()->show(PasswordKey, manner); };
    };
    const auto isShown = [](BrowseViewModel &browse) { return browse.showcase()->secret() != nullptr; };
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.setSearchText(QStringLiteral("Source hosting organisation"));
            browse.moveSelection(1);
        },
        [](BrowseViewModel &browse) { return browse.detail()->fields()->field(PasswordKey) != nullptr; });
    add(QStringLiteral("large-type-") + scheme, show(ShowcaseViewModel::LargeType), isShown);
    add(QStringLiteral("qr-code-") + scheme, show(ShowcaseViewModel::QrCode), isShown);
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.showcase()->close();
            browse.setSearchText({});
        },
        [](BrowseViewModel &browse) { return browse.showcase()->manner() == ShowcaseViewModel::Closed; });
}

} // namespace coffret
