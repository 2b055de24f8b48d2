// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/seed/company.h"

namespace coffret::demovault {
namespace {

using enum SecretKind;
using enum Condition;

// The long name is exactly 255 characters, the most a Passbolt name may have.
#define COFFRET_TEN "Long name "
#define COFFRET_FIFTY COFFRET_TEN COFFRET_TEN COFFRET_TEN COFFRET_TEN COFFRET_TEN
constexpr char longName[] = COFFRET_FIFTY COFFRET_FIFTY COFFRET_FIFTY COFFRET_FIFTY COFFRET_FIFTY "end!!";
#undef COFFRET_FIFTY
#undef COFFRET_TEN
static_assert(sizeof longName == 256);

// Good enough, were it not in two places.
constexpr char sharedHabit[] = "Quartz-meadow-71-lantern";

constexpr CompanyCollection collections[] = {
    {"Infrastructure", -1},        // 0
    {"Production", 0},             // 1
    {"Databases", 1},              // 2
    {"Kubernetes", 1},             // 3
    {"Staging", 0},                // 4
    {"Network", 0},                // 5
    {"Engineering", -1},           // 6
    {"Continuous integration", 6}, // 7
    {"Signing keys", 6},           // 8
    {"Partner interfaces", 6},     // 9
    {"Finance", -1},               // 10
    {"Banking", 10},               // 11
    {"Payroll", 10},               // 12
    {"Marketing", -1},             // 13
    {"Offices", -1},               // 14
    {"München", 14},               // 15
    {"Київ", 14},                  // 16
    {"Αθήνα", 14},                 // 17
    {"القاهرة", 14},               // 18
    {"תל אביב", 14},               // 19
    {"上海", 14},                  // 20
    {"東京", 14},                  // 21
    {"🔬 Laboratory", -1},          // 22
    {"Odd names", -1},             // 23
    {"Private", -1, true},         // 24
    {"Home", 24, true},            // 25
};

constexpr CompanySecret secrets[] = {
    {Login, 2, "PostgreSQL primary", "halden_app", "postgresql://db1.prod.halden.example:5432/orders",
     "Orders and stock. Rotated on the first Monday of a quarter.", Author::Ada, Sound, true},
    {Login, 2, "PostgreSQL read replica", "halden_report", "postgresql://db2.prod.halden.example:5432/orders"},
    {Login, 2, "MariaDB web shop", "shop", "mysql://shopdb.prod.halden.example:3306/shop", "", Author::Betty},
    {Certificate, 2, "PostgreSQL client certificate", "", "", "Used by the reporting service.", Author::Betty, Sound,
     false, "", -3},
    {Note, 2, "Restore procedure, encryption words", "", "", "What to type when the backups have to be opened."},
    {ApiKey, 3, "Cluster admin token", "cluster-admin", "https://k8s.prod.halden.example:6443", "", Author::Betty},
    {Certificate, 3, "Ingress wildcard certificate", "", "https://halden.example", "Wildcard for *.halden.example",
     Author::Ada, Sound, false, "", 231},
    {Login, 3, "Registry push account", "pusher", "https://registry.halden.example", "", Author::Betty},
    {SshKey, 1, "deploy@web1", "deploy", "ssh://web1.prod.halden.example", "Deployment key of the web servers",
     Author::Ada, Sound, true},
    {SshKey, 1, "deploy@web2", "deploy", "ssh://web2.prod.halden.example"},
    {SshKey, 1, "backup@vault", "borg", "ssh://backup.halden.example:2222", "Append-only access", Author::Betty},
    {LoginWithTotp, 1, "Cloud console (root account)", "root@halden.example", "https://console.cloud.example",
     "Only with a second person present.", Author::Betty, Sound, true},
    {Login, 4, "Staging database", "staging_user", "postgresql://db.staging.halden.example:5432/orders"},
    {Login, 4, "Staging shop administrator", "admin", "https://shop.staging.halden.example/admin"},
    {ApiKey, 4, "Payment sandbox key", "sk_test", "https://api.payments.example", "Sandbox only"},
    {SshKey, 4, "ansible@staging", "ansible", "ssh://staging.halden.example", "", Author::Betty},
    {Login, 5, "Core switch", "netadmin", "https://10.20.0.2", "Second floor, rack 3"},
    {Login, 5, "Perimeter firewall", "admin", "https://10.20.0.1", "", Author::Betty},
    {SshKey, 5, "rancid@routers", "rancid", "ssh://10.20.0.254", "Configuration backup"},
    {Certificate, 5, "RADIUS server certificate", "", "", "802.1X in the offices", Author::Ada, Sound, false, "", 12},
    {Note, 5, "Wireless guest network", "", "", "Changes every month.", Author::Betty},
    {LoginWithTotp, 6, "Source hosting organisation", "halden-bot", "https://git.example/halden", "", Author::Ada,
     Sound, true},
    {ApiKey, 7, "Runner registration token", "runner", "https://git.example/halden/-/runners"},
    {ApiKey, 7, "Artefact store token", "ci", "https://artefacts.halden.example", "", Author::Betty},
    {SshKey, 7, "ci@release", "ci", "ssh://release.halden.example", "Uploads finished packages", Author::Carol},
    {Certificate, 8, "Code signing certificate", "", "", "Firmware images", Author::Ada, Sound, true},
    {Note, 8, "Signing ceremony notes", "", "", "Two people, two safes.", Author::Betty},
    {ApiKey, 9, "Maps provider", "halden-maps", "https://api.maps.example/v2"},
    {ApiKey, 9, "Parcel tracking", "halden", "https://api.parcels.example", "", Author::Carol},
    {Login, 9, "Lens supplier portal", "einkauf@halden.example", "https://portal.linsen.example/login"},
    {LoginWithTotp, 11, "House bank", "HALDEN-4711", "https://banking.example/business",
     "Transfers above 10 000 need a second signature.", Author::Betty},
    {Login, 11, "Card terminal back office", "till-1", "https://terminals.example", "", Author::Ada, Sound, false,
     sharedHabit},
    {Pin, 11, "Safe on the third floor", "", "", "Turn left first."},
    {Login, 12, "Payroll office", "lohn@halden.example", "https://payroll.example", "", Author::Betty},
    {Note, 12, "Payroll transfer word", "", "", "", Author::Betty},
    {Login, 13, "Photo library", "press", "https://photos.example", "", Author::Ada, Sound, false, "sunshine2019"},
    {LoginWithTotp, 13, "Short message account @haldenoptics", "haldenoptics", "https://social.example/login"},
    {Login, 13, "Newsletter tool", "news@halden.example", "https://mail.example/app", "", Author::Carol, Sound, false,
     sharedHabit},
    {Login, 15, "Gebäudezugang Münchner Straße", "müller", "https://türen.halden.example",
     "Schlüsselübergabe bei Frau Öztürk"},
    {Login, 16, "Поштовий сервер офісу", "адміністратор", "https://mail.kyiv.halden.example",
     "Резервна копія щодня о 02:00"},
    {Login, 17, "Δρομολογητής γραφείου", "διαχειριστής", "https://10.30.17.1", "Κεντρικός δρομολογητής"},
    {Login, 18, "كلمة مرور البريد الإلكتروني", "مدير", "https://mail.cairo.halden.example", "حساب المكتب الرئيسي"},
    {Login, 19, "סיסמת המשרד", "מנהל", "https://mail.telaviv.halden.example", "חשבון הנהלה"},
    {Login, 20, "办公室门禁系统", "管理员", "https://10.30.20.1", "每季度更换一次"},
    {Login, 21, "東京オフィスの入退室管理", "管理者", "https://10.30.21.1", "四半期ごとに変更"},
    {Note, 22, "🧪 Réactifs – armoire nº 7 🔐", "", "", "Ключ / κλειδί / 鍵 👩🏽‍🔬",
     Author::Betty},
    {Totp, 22, "Spectrometer second factor", "", "https://spectrometer.halden.example"},
    {Login, 22, "Laser bench controller", "operator", "https://10.40.0.12", "", Author::Carol},
    {Login, 23, longName, "long", "https://long.example"},
    {Login, 23, "<img src=x onerror=alert(1)>", "<b>bold</b>", "https://markup.example/?q=<script>",
     "<a href=\"https://evil.example\">click</a> &amp; <h1>big</h1>"},
    {Login, 23, "Robert'); DROP TABLE secrets;--", "' OR '1'='1", "https://sql.example"},
    {Login, 23, "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "https://formula.example", "+1-2"},
    {Login, 23, "invoice\xE2\x80\xAEgnp.exe",
     "\xE2\x80\xAE"
     "nimda",
     "https://bidi.example", "right-to-left override"},
    {Login, 23, "tab\there, newline\nthere, bell\a, escape\x1B[31mred", "control\x01user", "https://control.example"},
    {Login, 23, "zero\xE2\x80\x8Bwidth and e\xCC\x81 combining", "u\xCC\x88mlaut", "https://combining.example"},
    {Login, 23, "  spaces around  ", " padded ", "javascript:alert(document.cookie)"},
    {Login, 23, "Unsigned entry", "nobody", "https://unsigned.example", "Nobody signed this.", Author::Ada, Unsigned},
    {Login, 23, "Signed by a stranger", "mallory", "https://stranger.example", "", Author::Ada, SignedByStranger},
    {Login, 23, "Encrypted for somebody else", "lost", "https://lost.example", "", Author::Betty, ForSomebodyElse},
    {Login, 23, "Damaged entry", "broken", "https://broken.example", "", Author::Betty, Corrupt},
    {Login, 25, "Ada's library card", "ada", "https://library.example"},
    {LoginWithTotp, 25, "Ada's mail", "ada@example.org", "https://mail.example.org"},
    {SshKey, 25, "ada@laptop", "ada", "ssh://home.example.org"},
    {Note, -1, "Welcome to Halden Optics", "", "", "Read me first.", Author::Betty},
};

} // namespace

std::span<const CompanyCollection> companyCollections()
{
    return collections;
}

std::span<const CompanySecret> companySecrets()
{
    return secrets;
}

} // namespace coffret::demovault
