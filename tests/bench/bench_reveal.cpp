// SPDX-License-Identifier: GPL-3.0-or-later
// Showing one value, beside GPGME alone decrypting and verifying the same message in the same home: everything a
// session does, and everything from a card that is toggled to the picture in which the value stands.
#include "core/openpgp/gpgmeownkeys.h"
#include "core/store/settings.h"
#include "tests/bench/inturn.h"
#include "tests/bench/sealedaccount.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickView>

using namespace coffret;
using coffret::test::SealedAccount;
using coffret::test::timeInTurn;

namespace {

void reveal(benchmark::State &state, test::KeyKind kind)
{
    const SealedAccount secret(kind);
    timeInTurn(
        state, [&secret] { secret.session->forgetPayloads(); },
        [&secret] { return QCoro::waitFor(secret.session->openDetails(SealedAccount::Id)).has_value(); },
        [&secret] { return secret.decryptAlone(); });
}
BENCHMARK_CAPTURE(reveal, curve25519, test::KeyKind::Curve25519)
    ->Iterations(150)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(reveal, rsa3072, test::KeyKind::Rsa3072)
    ->Iterations(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// A second look within the hold time.
void revealAgain(benchmark::State &state)
{
    const SealedAccount secret(test::KeyKind::Curve25519);
    for (auto _ : state) {
        if (!QCoro::waitFor(secret.session->openDetails(SealedAccount::Id)))
            state.SkipWithError("could not be opened");
    }
}
BENCHMARK(revealAgain)->Iterations(1000)->Unit(benchmark::kMillisecond);

const QString Field = QStringLiteral("password");

/// The cards of that secret in a window.
class Cards
{
public:
    explicit Cards(SealedAccount &secret)
        : m_ownKeys(secret.user.path())
        , m_clipboard(*QGuiApplication::clipboard(), secret.clock)
        , m_toast(m_clipboard, secret.clock)
        , m_browse(secret.sessions, m_settings, *secret.engine, m_ownKeys, m_clipboard, m_toast, secret.clock)
    {
        m_browse.selectSecret(SealedAccount::Id);
        m_view.engine()->addImportPath(QStringLiteral(":/qt/qml"));
        m_view.setInitialProperties(
            {{QStringLiteral("browse"), QVariant::fromValue(&m_browse)}, {QStringLiteral("width"), 480}});
        m_view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Coffret/Browse/FieldCards.qml")));
        QObject::connect(&m_view, &QQuickWindow::frameSwapped, &m_view, [this] { m_isPainted = isRevealed(); });
        m_view.show();
    }

    /// Until the picture shows what this made of it.
    [[nodiscard]] bool toggle(bool reveals)
    {
        m_browse.detail()->toggle(Field);
        while (m_isPainted != reveals && m_browse.detail()->errorText().isEmpty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return m_isPainted == reveals;
    }

private:
    [[nodiscard]] bool isRevealed()
    {
        const FieldListModel &fields = *m_browse.detail()->fields();
        const QModelIndexList places = fields.match(fields.index(0), FieldListModel::KeyRole, Field);
        return places.value(0).data(FieldListModel::RevealedRole).toBool();
    }

    QTemporaryDir m_folder;
    Settings m_settings{m_folder.path()};
    GpgmeOwnKeys m_ownKeys;
    ClipboardGuard m_clipboard;
    ToastViewModel m_toast;
    BrowseViewModel m_browse;
    QQuickView m_view;
    bool m_isPainted = false; ///< the value, in the last picture
};

void revealToGlyphs(benchmark::State &state, test::KeyKind kind)
{
    SealedAccount secret(kind);
    Cards cards(secret);
    bool isShown = false;
    timeInTurn(
        state,
        [&] {
            if (isShown && !cards.toggle(false))
                state.SkipWithError("could not be hidden");
            secret.session->forgetPayloads();
        },
        [&] { return isShown = cards.toggle(true); }, [&secret] { return secret.decryptAlone(); });
}
BENCHMARK_CAPTURE(revealToGlyphs, curve25519, test::KeyKind::Curve25519)
    ->Iterations(60)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(revealToGlyphs, rsa3072, test::KeyKind::Rsa3072)
    ->Iterations(60)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
